package dev.insula.site.state;

import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A logger that its site's registry, not the JVM's, knows. */
final class SiteLogger extends Logger {
  SiteLogger(@Nullable String name) {
    super(name, null);
  }
}
