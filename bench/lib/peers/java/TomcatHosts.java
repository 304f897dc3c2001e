package bench;

import java.io.File;
import java.util.Scanner;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * One Tomcat with a virtual host a web application. Arguments: the port, a working folder, and NAME=FOLDER-OR-WAR
 * for each host NAME.test; more of these are read from standard input.
 */
public final class TomcatHosts {
  private final Tomcat tomcat = new Tomcat();

  private TomcatHosts(int port, String folder) {
    tomcat.setBaseDir(folder);
    var connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    tomcat.getEngine().setDefaultHost("localhost");
  }

  private void add(String site, String application) {
    Host host = new StandardHost();
    host.setName(site + ".test");
    host.setAppBase(site);
    new File(tomcat.getServer().getCatalinaBase(), site).mkdirs();
    tomcat.getEngine().addChild(host);
    Context context = tomcat.addWebapp(host, "", application);
    // Tomcat's own jars; a Tomcat that is not embedded has them on its list of what not to scan.
    ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
  }

  public static void main(String[] arguments) throws Exception {
    var server = new TomcatHosts(Integer.parseInt(arguments[0]), arguments[1]);
    server.tomcat.getHost();
    for (int i = 2; i < arguments.length; i++) {
      server.add(arguments[i].split("=")[0], arguments[i].split("=")[1]);
    }
    server.tomcat.start();
    for (var added = new Scanner(System.in); added.hasNext(); ) {
      String[] one = added.next().split("=");
      server.add(one[0], one[1]);
    }
    server.tomcat.getServer().await();
  }
}
