package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.Streams;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Stands in for the standard streams. Plain fields, as in {@code System}, so that reading one costs
 * what it does there.
 */
public final class SiteStreams {
  private static final Streams STREAMS = Own.state().streams();

  @Replaces(System.class)
  public static PrintStream out = STREAMS.out();

  @Replaces(System.class)
  public static PrintStream err = STREAMS.err();

  @Replaces(System.class)
  public static InputStream in = STREAMS.in();

  private SiteStreams() {}

  @Replaces(System.class)
  public static void setOut(PrintStream replacement) {
    STREAMS.replaceOut(replacement);
    out = replacement;
  }

  @Replaces(System.class)
  public static void setErr(PrintStream replacement) {
    STREAMS.replaceErr(replacement);
    err = replacement;
  }

  @Replaces(System.class)
  public static void setIn(InputStream replacement) {
    STREAMS.replaceIn(replacement);
    in = replacement;
  }
}
