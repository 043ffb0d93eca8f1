"""A peer that a client may meet instead of an engine. Prints its port, and runs until stdin ends.

usage: peer.py tls | ipv6 | ssh | proxy TARGET_PORT

tls is an engine with a certificate that nobody has signed, ipv6 an engine on ::1; ssh greets as a shell server
does; proxy connects whatever is asked for to TARGET_PORT of this machine, and prints what was asked for.
"""
import os
import pathlib
import socket
import ssl
import sys
import threading

STREAM = b'data: {"choices":[{"index":0,"delta":{"content":"1"}}]}\n\n' \
    b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'


def request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return data
        data += piece
    return data


def engine(connection):
    if request(connection).startswith(b"POST /v1/chat/completions"):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + STREAM)
    else:
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")


def greeting(connection):
    connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")
    connection.recv(4096)


def relay(source, sink):
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def proxy(connection):
    print(request(connection).split(b"\r\n")[0].decode(), flush=True)
    with socket.create_connection(("127.0.0.1", int(sys.argv[2]))) as target:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        up = threading.Thread(target=relay, args=(connection, target), daemon=True)
        up.start()
        relay(target, connection)


def serve(connection, answer, context):
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        answer(connection)
        connection.close()
    except OSError:
        pass


def main():
    mode = sys.argv[1]
    context = None
    if mode == "tls":
        here = pathlib.Path(__file__).parent
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(here / "certificate.pem", here / "key.pem")
    server = socket.create_server(("::1", 0) if mode == "ipv6" else ("127.0.0.1", 0),
                                  family=socket.AF_INET6 if mode == "ipv6" else socket.AF_INET)
    answer = {"tls": engine, "ipv6": engine, "ssh": greeting, "proxy": proxy}[mode]
    print(server.getsockname()[1], flush=True)

    def end_with_stdin():
        while os.read(0, 4096):
            pass
        os._exit(0)

    threading.Thread(target=end_with_stdin, daemon=True).start()
    while True:
        connection, _ = server.accept()
        threading.Thread(target=serve, args=(connection, answer, context), daemon=True).start()


main()
