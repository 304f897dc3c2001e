package dev.insula.host.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns other servers' configurations into a manifest with comments. Every method reads text files
 * only, starts nothing, and throws {@code IOException} for a file that cannot be read.
 */
public final class Imports {
  private Imports() {}

  /** Apache's httpd with mod_wsgi; what the files include is read, too. */
  public static String apache(List<Path> files) throws IOException {
    var draft = new ManifestDraft();
    ApacheImport.into(draft, absolute(files));
    return ImportedText.of("Apache's " + names(files), draft);
  }

  /** uWSGI; each file is a site. */
  public static String uwsgi(List<Path> files) throws IOException {
    var draft = new ManifestDraft();
    for (Path file : absolute(files)) {
      UwsgiImport.into(draft, file);
    }
    draft.nameTheNameless("the web server in front of uWSGI, such as nginx's server_name");
    return ImportedText.of("uWSGI's " + names(files), draft);
  }

  /** Gunicorn: a systemd unit or a configuration file, which is read and not run. */
  public static String gunicorn(Path file) throws IOException {
    var draft = new ManifestDraft();
    GunicornImport.file(draft, file.toAbsolutePath().normalize());
    return gunicorn(draft, "gunicorn's " + file);
  }

  /** Gunicorn's command line, relative names in it starting at this folder. */
  public static String gunicornCommand(List<String> words, Path here) throws IOException {
    var draft = new ManifestDraft();
    GunicornImport.command(draft, words, here.toAbsolutePath().normalize());
    return gunicorn(draft, "a command line of gunicorn");
  }

  private static String gunicorn(ManifestDraft draft, String from) throws IOException {
    draft.nameTheNameless("the web server in front of gunicorn, such as nginx's server_name");
    return ImportedText.of(from, draft);
  }

  /** NGINX Unit's configuration, as its control API gives it. */
  public static String nginxUnit(Path file) throws IOException {
    var draft = new ManifestDraft();
    UnitImport.into(draft, file.toAbsolutePath().normalize());
    return ImportedText.of("NGINX Unit's " + file, draft);
  }

  private static List<Path> absolute(List<Path> files) {
    return files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
  }

  private static String names(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }
}
