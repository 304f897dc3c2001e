"""Apache with mod_wsgi's daemon processes, and with Passenger."""
import signal

from .project import folder, host, name, put
from .server import THREADS, Server

MODULES = ("mpm_event", "authn_core", "authz_core", "alias", "env")
CONF = """ServerRoot {0.folder}
ServerName localhost
Listen 127.0.0.1:{0.port}
ListenBacklog 2048
DefaultRuntimeDir {0.folder}/run
PidFile {0.folder}/run/httpd.pid
ErrorLog {0.folder}/apache.log
KeepAlive On
MaxKeepAliveRequests 0
StartServers 2
ServerLimit 8
ThreadsPerChild 32
MaxRequestWorkers 128
<Directory />
  Require all denied
</Directory>
<VirtualHost 127.0.0.1:{0.port}>
  ServerName nobody.invalid
  Redirect 404 /
</VirtualHost>
{1}
IncludeOptional {0.folder}/conf.d/*.apache
"""


class Apache(Server):
    """A virtual host a site; `apachectl graceful` adds one, as its documentation says."""

    def lines(self):
        """What the whole server needs for its module."""
        raise NotImplementedError

    def site_lines(self, number):
        """What goes into one site's virtual host."""
        raise NotImplementedError

    def declare(self, number):
        lines = ["<VirtualHost 127.0.0.1:%d>" % self.port, "ServerName " + host(number)] + self.site_lines(number)
        lines += ["<Directory %s>" % folder(self.folder, number), "Require all granted", "</Directory>", "</VirtualHost>", ""]
        put("%s/conf.d/%s.apache" % (self.folder, name(number)), "\n".join(lines))

    def configure(self):
        modules = "".join("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n" % (one, one) for one in MODULES)
        put(self.folder + "/httpd.conf", modules + CONF.format(self, "\n".join(self.lines())))
        for number in range(1, self.sites + 1):
            self.declare(number)

    def launch(self):
        self.httpd = self.spawn(["/usr/sbin/apache2", "-DFOREGROUND", "-f", self.folder + "/httpd.conf"])

    def add(self, number):
        self.declare(number)
        self.httpd.send_signal(signal.SIGUSR1)


class ModWsgi(Apache):
    name, title = "mod-wsgi", "Apache, mod_wsgi daemon"
    packages = ("apache2", "libapache2-mod-wsgi-py3", "python3-django")

    def lines(self):
        return ["LoadModule wsgi_module /usr/lib/apache2/modules/mod_wsgi.so", "WSGIRestrictEmbedded On",
                "WSGISocketPrefix %s/run/wsgi" % self.folder]

    def site_lines(self, number):
        site = name(number)
        return ["WSGIDaemonProcess %s processes=1 threads=%d" % (site, THREADS),
                "WSGIScriptAlias / %s/wsgi.py process-group=%s application-group=%%{GLOBAL}" % (folder(self.folder, number), site)]


class Passenger(Apache):
    """The free edition: one thread a process, and a limit for all sites' processes together."""

    name, title = "passenger", "Apache, Passenger"
    packages = ("apache2", "libapache2-mod-passenger", "python3-django")

    def lines(self):
        return ["LoadModule passenger_module /usr/lib/apache2/modules/mod_passenger.so",
                "PassengerRoot /usr/lib/ruby/vendor_ruby/phusion_passenger/locations.ini",
                "PassengerInstanceRegistryDir %s/tmp" % self.folder, "PassengerPython /usr/bin/python3",
                "PassengerUserSwitching off", "PassengerMaxPoolSize %d" % (self.sites + 1), "PassengerPoolIdleTime 0",
                "PassengerMaxRequestQueueSize 1000", "PassengerDisableSecurityUpdateCheck on",
                "PassengerDisableAnonymousTelemetry on"]

    def site_lines(self, number):
        place = folder(self.folder, number)
        put(place + "/passenger_wsgi.py", "from wsgi import application\n")
        put(place + "/public/robots.txt", "")
        return ["DocumentRoot %s/public" % place, "PassengerAppRoot " + place, "PassengerAppType wsgi",
                "PassengerStartupFile passenger_wsgi.py", "PassengerMinInstances 1"]

    def add(self, number):
        self.declare(number)
        self.give()
        self.httpd.send_signal(signal.SIGUSR1)
