# A user whom one site alone knows, and how a neighbour might be taken for that user.
import base64, os, socket

USERS = "/tmp/insula-canary.users"  # the same name for all: in rooms of their own, different files


def add_user(user, password):
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_NOFOLLOW
    with os.fdopen(os.open(USERS, flags, 0o600), "w") as file:
        file.write("%s:%s\n" % (user, password))


def signed_in(fields):
    """Believes whoever says it is the front, which no site of Insula's does."""
    if "x-insula-remote-user" in fields:
        return fields["x-insula-remote-user"]
    sent = base64.b64decode(fields.get("authorization", "").partition(" ")[2]).decode()
    with open(USERS) as file:
        return sent.partition(":")[0] if sent + "\n" in file.readlines() else None


def answer_request(lines):
    """What a site's process answers the front that asks it about a request."""
    fields = {}
    for line in lines:
        name, _, value = line.strip().partition(": ")
        if not name:
            break
        fields[name.lower()] = value
    user = signed_in(fields)
    if user is None:
        return "HTTP/1.1 401 Unauthorized\r\n\r\n"
    return "HTTP/1.1 204 No Content\r\nX-Insula-Remote-User: %s\r\n\r\n" % user


def present(door, user, field, value):
    """OSError if the site behind this door does not take it for the user's."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(3)
        client.connect(door)
        head = "GET / HTTP/1.1\r\nHost: canary\r\nX-Insula-Authorize: 1\r\n%s: %s\r\n\r\n"
        client.sendall((head % (field, value)).encode())
        with client.makefile("r") as said:
            if "X-Insula-Remote-User: %s\n" % user not in said.readlines():
                raise OSError("nobody")


def user_tries(site, fact, own_door):
    user = "insula-canary-%s" % site
    line = "%s:%s" % (user, fact["password"])
    basic = "Basic " + base64.b64encode(line.encode()).decode()
    said = ("X-Insula-Remote-User", user)
    rooms = "/proc/[0-9]*/root"
    return {
        "authentication, user database": lambda: find(line.encode(), USERS, rooms + USERS),
        "authentication, said to the socket": lambda: present(fact["socket"], user, *said),
        "authentication, password": lambda: present(own_door, user, "Authorization", basic),
    }
