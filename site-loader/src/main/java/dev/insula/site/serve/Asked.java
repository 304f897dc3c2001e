package dev.insula.site.serve;

import io.undertow.server.HttpHandler;
import io.undertow.util.AttachmentKey;

/**
 * Attached to an exchange, asks a site whether the request may pass instead of passing it. Where it
 * may, one of the handlers gets the exchange on its I/O thread, its body unread; a refusal goes to
 * the client.
 *
 * @param allowed where the site knows who it is, which {@link GuardedHandler#USER} says
 * @param unknown where the site knows of no rule about the path
 */
public record Asked(HttpHandler allowed, HttpHandler unknown) {
  /** The question of an exchange. */
  public static final AttachmentKey<Asked> KEY = AttachmentKey.create(Asked.class);
}
