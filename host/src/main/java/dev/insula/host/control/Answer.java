package dev.insula.host.control;

import dev.insula.host.json.JsonText;
import java.nio.file.Path;
import java.util.Map;

/** What the control API answers. */
public sealed interface Answer {
  /**
   * A whole answer.
   *
   * @param status an HTTP status
   * @param type its media type
   */
  record Whole(int status, String type, String body) implements Answer {}

  /**
   * The lines of a file.
   *
   * @param follow whether to go on with what is appended later, until the client leaves
   */
  record Lines(Path file, boolean follow) implements Answer {}

  /** An answer in JSON. */
  static Answer json(int status, Object value) {
    return new Whole(status, "application/json", JsonText.of(value) + "\n");
  }

  /** An answer in plain text. */
  static Answer text(int status, String text) {
    return new Whole(status, "text/plain; charset=utf-8", text);
  }

  /** A refusal that says why, in the form that was asked for. */
  static Answer refusal(Request request, int status, String reason) {
    return request.wantsText()
        ? text(status, "insula: " + reason + "\n")
        : json(status, Map.of("error", reason));
  }
}
