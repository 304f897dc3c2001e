package dev.insula.war;

import java.util.Map;
import org.apache.catalina.connector.Connector;

/**
 * Makes Tomcat listen on a Unix domain socket. The front has checked each request and decides all
 * timeouts, so none of Tomcat's own may cut a connection of its pool.
 */
final class SocketConnector {
  private static final String HEAD_BYTES = "65536";
  private static final String FOR_EVER = "-1";

  /** What the front lets through in a target, so that the application sees it and not Tomcat. */
  private static final String RELAXED = "\"<>[\\]^`{|}";

  private SocketConnector() {}

  static Connector of(WebServerPlan plan) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    properties(plan).forEach((name, value) -> set(connector, name, value));
    connector.setMaxPostSize((int) Math.min(plan.largestBody(), Integer.MAX_VALUE));
    connector.setThrowOnFailure(true);
    return connector;
  }

  private static Map<String, String> properties(WebServerPlan plan) {
    return Map.ofEntries(
        Map.entry("unixDomainSocketPath", plan.socket().toString()),
        Map.entry("unixDomainSocketPathPermissions", "rw-rw----"),
        // The folder is the front's or the spawner's work; its group is the front.
        Map.entry("unixDomainSocketParentPermissions", "rwxr-x---"),
        Map.entry("unixDomainSocketParentOwner", ""),
        Map.entry("bindOnInit", "false"),
        Map.entry("acceptCount", "1024"),
        Map.entry("maxConnections", FOR_EVER),
        Map.entry("maxThreads", Integer.toString(plan.threads())),
        Map.entry("minSpareThreads", Integer.toString(Math.min(2, plan.threads()))),
        Map.entry("connectionTimeout", FOR_EVER),
        Map.entry("keepAliveTimeout", FOR_EVER),
        Map.entry("maxKeepAliveRequests", FOR_EVER),
        Map.entry("maxHttpRequestHeaderSize", HEAD_BYTES),
        Map.entry("maxHttpResponseHeaderSize", HEAD_BYTES),
        Map.entry("relaxedPathChars", RELAXED),
        Map.entry("relaxedQueryChars", RELAXED),
        Map.entry("useSendfile", "false"));
  }

  private static void set(Connector connector, String name, String value) {
    if (!connector.setProperty(name, value)) {
      throw new IllegalStateException("This Tomcat's connector has no property " + name + ".");
    }
  }
}
