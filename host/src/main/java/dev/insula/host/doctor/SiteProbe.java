package dev.insula.host.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stands in the place of a site in a JVM, defined by a loader of the site's own: plants a canary of
 * each kind, or looks for those of other sites. Knows nothing but the JDK; what it is to do is in
 * its System properties, what it finds goes to its standard output, one try a line.
 */
public final class SiteProbe implements HttpHandler {
  /** What every canary's name begins with. */
  static final String MARK = "insula-canary-";

  /** The property that holds the site's name. */
  static final String SITE = "insula.probe.site";

  /** The property that holds the other sites' names, with commas between them; empty to plant. */
  static final String OTHERS = "insula.probe.others";

  private final List<Object> kept = new ArrayList<>();

  /** Does all that there is to do. */
  public SiteProbe() {
    String site = System.getProperty(SITE, "");
    String others = System.getProperty(OTHERS, "");
    PrintStream out = System.out;
    Map<String, Canary> kinds = Canaries.all(kept);
    if (others.isEmpty()) {
      kinds.forEach((kind, canary) -> plant(out, kind, canary, site));
    } else {
      for (String other : others.split(",", -1)) {
        kinds.forEach((kind, canary) -> look(out, kind, canary, other));
      }
    }
  }

  /** Plants it; who cannot find the own one would find no other. */
  private static void plant(PrintStream out, String kind, Canary canary, String site) {
    try {
      canary.plant(MARK + site);
      out.println((canary.isThere(MARK + site) ? "planted " : "blind ") + site + " " + kind);
    } catch (Exception e) {
      out.println("refused " + site + " " + kind);
    }
  }

  private static void look(PrintStream out, String kind, Canary canary, String other) {
    try {
      out.println((canary.isThere(MARK + other) ? "OPEN " : "closed ") + other + " " + kind);
    } catch (Exception e) {
      out.println("closed " + other + " " + kind);
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    exchange.close();
  }

  /** One kind of thing that a site may leave for another one to see. */
  interface Canary {
    void plant(String mark) throws Exception;

    boolean isThere(String mark) throws Exception;
  }
}
