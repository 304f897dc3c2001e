package dev.insula.host.front;

import io.undertow.UndertowOptions;
import org.xnio.OptionMap;
import org.xnio.Options;

/** The options of Undertow and XNIO that the limits turn into. None of them is on by default. */
final class FrontOptions {
  private static final int BACKLOG = 1024;
  private static final int COOKIES = 100;
  private static final int PARAMETERS = 1000;
  private static final int RESET_WINDOW_MILLIS = 10_000;
  private static final int STREAM_WINDOW = 64 * 1024;

  private FrontOptions() {}

  static OptionMap socket() {
    return OptionMap.builder()
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BACKLOG, BACKLOG)
        .getMap();
  }

  /** The guard and the sweep see to the sizes and times of heads and pauses. */
  static OptionMap http1(GateLimits limits) {
    return common(limits).getMap();
  }

  static OptionMap http2(GateLimits limits) {
    return common(limits)
        .set(UndertowOptions.MAX_HEADER_SIZE, limits.head())
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.streams())
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_INITIAL_WINDOW_SIZE, STREAM_WINDOW)
        .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, limits.resets())
        .set(UndertowOptions.RST_FRAMES_TIME_WINDOW, RESET_WINDOW_MILLIS)
        .getMap();
  }

  private static OptionMap.Builder common(GateLimits limits) {
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADERS, limits.fields())
        .set(UndertowOptions.MAX_COOKIES, COOKIES)
        .set(UndertowOptions.MAX_PARAMETERS, PARAMETERS)
        .set(UndertowOptions.MAX_ENTITY_SIZE, entityLimit(limits.body()))
        .set(UndertowOptions.MULTIPART_MAX_ENTITY_SIZE, limits.body())
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
        .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .set(UndertowOptions.ALWAYS_SET_DATE, true)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .set(UndertowOptions.BUFFER_PIPELINED_DATA, false);
  }

  /**
   * Undertow counts the bytes of a chunked body about twice, and answers nothing when its limit is
   * reached; each site's own limit, which is lower, is answered with a 413.
   */
  private static long entityLimit(long largestBody) {
    long slack = 64L * 1024;
    return largestBody > (Long.MAX_VALUE - slack) / 2 ? -1 : 2 * largestBody + slack;
  }
}
