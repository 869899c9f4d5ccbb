# Two commands for everyone: `make run` serves the board on the bundled sample, `make test` sets up and passes every test.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8501
SHELL  := /bin/bash

.PHONY: run test bench soak lint clean

run: $(VENV)/.run
	@! (: < /dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null || { \
	  echo "端口 $(PORT) 已被占用,看板可能已在运行。请先关闭占用的程序,或换一个端口:make run PORT=8601" >&2; exit 2; }
	@$(PY) -m etl run --if-empty
	@echo "挂图作战: http://localhost:$(PORT)"
	@$(PY) -m pages.ui.warm $(PORT) & # the first visitor, so that no person is it
	@$(PY) -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.test
	@bash .ci/system
	$(PY) -m ruff check .
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not soak"

bench: $(VENV)/.test
	@bash .ci/system
	$(PY) -m benchmarks

soak: $(VENV)/.test
	@bash .ci/system
	$(PY) -m pytest -m soak

lint: $(VENV)/.test
	$(PY) -m ruff check .

clean:
	rm -rf $(VENV) var

# Debian splits venv from python3; as root we may fetch it.
$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
	  { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv; } && $(PYTHON) -m venv $(VENV); }

$(VENV)/.run: $(VENV)/bin/python requirements.txt constraints.txt
	@echo "安装运行环境(首次约一两分钟)…"
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.txt
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements-test.txt
	@touch $@
