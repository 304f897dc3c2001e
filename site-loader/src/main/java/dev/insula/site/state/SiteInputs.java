package dev.insula.site.state;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a site's process-wide state is made from.
 *
 * @param name the site's name, for messages
 * @param directory the working directory: {@code user.dir}, and what relative file names are
 *     relative to; made absolute
 * @param temporaryDirectory {@code java.io.tmpdir}; made absolute; must exist when first used
 * @param environment the whole environment; nothing is inherited from the host
 * @param properties the site's own System properties, on top of the JVM's own facts ({@code
 *     java.version}, {@code os.name}, ...). {@code user.language}, {@code user.country}, {@code
 *     user.script}, {@code user.variant} (also with {@code .display} and {@code .format}) give the
 *     default locale, {@code user.timezone} or the variable {@code TZ} the default time zone;
 *     otherwise they are the JVM's
 * @param out {@code System.out}; who closes it is the caller's business: the site cannot
 * @param err {@code System.err}; as {@code out}
 * @param exitListener told when the site ends itself
 */
public record SiteInputs(
    String name,
    Path directory,
    Path temporaryDirectory,
    Map<String, String> environment,
    Map<String, String> properties,
    PrintStream out,
    PrintStream err,
    ExitListener exitListener) {

  /** Copies the maps and makes the directories absolute. */
  public SiteInputs {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A site needs a name.");
    }
    directory = directory.toAbsolutePath().normalize();
    temporaryDirectory = temporaryDirectory.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
  }
}
