"""The servers by their names, Insula's first."""
from .apache import ModWsgi, Passenger
from .insula import Insula, InsulaInJvm, InsulaJavaProcesses
from .jvm import Tomcat, Undertow
from .nginx import NginxReturn
from .php import PhpFpm
from .python_servers import Gunicorn, UwsgiEmperor

ALL = (InsulaInJvm, Insula, InsulaJavaProcesses, NginxReturn, Undertow, Tomcat, ModWsgi, UwsgiEmperor, Gunicorn, Passenger, PhpFpm)
SERVERS = {one.name: one for one in ALL}

# What the others of the same work are compared with.
MEASURE = {"jvm": "insula-jvm", "hop": "insula", "django": "insula"}
