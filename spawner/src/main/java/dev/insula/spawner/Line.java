package dev.insula.spawner;

import dev.insula.spawner.Request.Start.Name;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Lines of the spawner's: a word, the generation, then blanks before each key=value. */
final class Line {
  private final StringBuilder text;

  /** A line that begins so. */
  Line(String begin) {
    this.text = new StringBuilder(begin);
  }

  static Line of(String word, Name name) {
    return new Line(word + " " + name);
  }

  /** The answer to a request that was not followed; the reason is a sentence. */
  static String refusal(String what, String reason) {
    return new Line("no " + what).with("reason", reason).toString();
  }

  /** The value is percent-encoded (RFC 3986, section 2.1), so it never ends early. */
  Line with(String key, Object value) {
    String encoded = URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    text.append(' ').append(key).append('=').append(encoded.replace("+", "%20"));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
