"""The week's briefing (简报): from a prepared board to pictures, a Word document, slides and a manifest, the same numbers in all."""
