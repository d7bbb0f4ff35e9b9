# `make demo` shows the portal, `make test` checks it; both install what they need
# in .venv, from locks with hashes. Paths are relative and tools are called as
# modules, because the checkout's own path may hold a space.

PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The certificates this machine trusts, as pip: a company's proxy has its own.
export UV_SYSTEM_CERTS := 1

.PHONY: demo demo-reset test check coverage bench lock browser clean

demo: .venv/demo.stamp
	@VAE_ENVIRONNEMENT=demonstration $(PY) -m flask --app wsgi demo $(ARGS)

demo-reset:
	@rm -rf .demo
	@find uploads -mindepth 1 ! -name .gitkeep -delete
	@echo "The demonstration's database and files are gone; make demo begins anew."

# pytest comes last: the output ends with its summary. ARGS="-k depot" narrows it.
test: browser check
	$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()'
	$(PY) -m djlint templates --lint --quiet

coverage: .venv/dev.stamp
	$(PY) -m pytest -n auto --dist worksteal --cov --cov-report=term-missing:skip-covered $(ARGS)

bench: .venv/dev.stamp
	$(PY) -m tests.bench $(ARGS)

# `make lock ARGS=--upgrade` takes newer versions.
LOCK := -m uv pip compile pyproject.toml --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header --quiet
lock: .venv/dev.stamp
	$(PY) $(LOCK) $(ARGS) -o requirements.lock
	$(PY) $(LOCK) $(ARGS) --group dev -o requirements-dev.lock

# The browser tests use the system's Chromium, those of the antivirus its clamd,
# those of conversion its LibreOffice: installed when we may, else those tests are named at the end as not run.
browser:
	@{ { command -v chromium || command -v chromium-browser; } && \
	  PATH="$$PATH:/usr/sbin" command -v clamd && command -v soffice; } >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $$as_root apt-get -qq update && \
	  $$as_root apt-get -qq install --no-install-recommends chromium fonts-liberation clamav-daemon libreoffice-writer-nogui; \
	} || echo "No Chromium, clamd or LibreOffice here, and no right to install: apt install chromium clamav-daemon libreoffice-writer-nogui"

clean:
	rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache htmlcov

# --- Installing ---------------------------------------------------------------

# uv takes seconds where pip takes a minute. pip brings uv, and does the rest alone
# where only pip knows the way to the packages (uv does not read pip.conf).
define install
@echo "Installing $< in .venv…"
@sed -n '/^uv==/,/# via/p' requirements-dev.lock > .venv/uv.lock
@{ $(PY) -m pip install --quiet --require-hashes -r .venv/uv.lock && \
  $(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r $<; } || \
  { echo "uv could not; pip takes over."; $(PY) -m pip install --quiet --require-hashes -r $<; }
@touch $@
endef

.venv/demo.stamp: requirements.lock | $(PY)
	$(install)

.venv/dev.stamp: requirements-dev.lock | $(PY)
	$(install)

$(PY):
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    && "$$python" -m venv --clear .venv && exit 0; \
	done; \
	rm -rf .venv; \
	echo "Python 3.11 or newer is needed, with its venv module." >&2; \
	echo "On Debian or Ubuntu: apt install python3 python3-venv" >&2; \
	exit 1
