package dev.insula.site.serve;

import io.undertow.util.AttachmentKey;

/** Where the stack trace of a failed request lies for whoever may show it. */
public final class FailureTrace {
  /** The trace as the site's log has it. */
  public static final AttachmentKey<String> KEY = AttachmentKey.create(String.class);

  private FailureTrace() {}
}
