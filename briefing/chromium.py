"""How a browser is started where nobody looks at its window: for pictures, browser tests and measurements alike."""

from __future__ import annotations

# Chromium makes a second page beside each, for the list under its address bar, which nobody sees: a third of a page's time. Of
# several switches that turn features off the last counts, so that what Playwright turns off stands here, too.
_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip

SWITCHES = (
    "--no-sandbox",  # which root would need
    "--disable-gpu",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    f"--disable-features={','.join(_OFF)}",
)  # fmt: skip
"""To be given to Playwright's ``launch`` as ``args``: nothing of the browser's own runs beside the page, and to nothing but this
machine is there a way."""
