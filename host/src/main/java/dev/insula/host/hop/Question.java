package dev.insula.host.hop;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Attached to an exchange, makes the hop ask the site whether the request may pass instead of
 * passing it. The site gets the request's head with {@code X-Insula-Authorize: 1} and without its
 * body. Where it answers 204, the exchange goes to one of the handlers, its body unread; any other
 * answer goes to the client.
 *
 * @param allowed serves what was asked for, where the site names the user
 * @param unknown refuses, where it names nobody: as the site reads this path no rule is about it,
 *     but the front found one
 */
public record Question(HttpHandler allowed, HttpHandler unknown) {
  /** The question of an exchange. */
  public static final AttachmentKey<Question> KEY = AttachmentKey.create(Question.class);

  /**
   * Who the site said it is, percent-encoded as it came; for the access log, and for a process of
   * the same site's that the exchange goes on to.
   */
  public static final AttachmentKey<String> USER = AttachmentKey.create(String.class);

  static final byte[] LINE = HttpBytes.ascii("X-Insula-Authorize: 1\r\n");

  static final HttpString TOLD = new HttpString("X-Insula-Remote-User");

  private static final int NO_CONTENT = 204;
  private static final String USER_FIELD = "\r\nx-insula-remote-user:";

  static boolean isAsked(HttpServerExchange exchange) {
    return exchange.getAttachment(KEY) != null;
  }

  /** What gets the exchange now that this answer has come; null where it is for the client. */
  static @Nullable HttpHandler allowedBy(AnswerHead answer, HttpServerExchange exchange) {
    Question question = exchange.getAttachment(KEY);
    if (question == null || answer.status() != NO_CONTENT) {
      return null;
    }
    exchange.removeAttachment(KEY);
    String user = user(answer);
    if (user.isEmpty()) {
      return question.unknown();
    }
    exchange.putAttachment(USER, user);
    return question.allowed();
  }

  private static String user(AnswerHead answer) {
    String head = new String(answer.copy(), 0, answer.copied(), StandardCharsets.ISO_8859_1);
    int line = head.toLowerCase(Locale.ROOT).indexOf(USER_FIELD);
    if (line < 0) {
      return "";
    }
    int value = line + USER_FIELD.length();
    return head.substring(value, head.indexOf('\r', value)).strip();
  }
}
