package dev.insula.site.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The files beside the classes that may name classes: descriptors, lists of services, pages. */
final class SiteTexts {
  private static final int LONGEST = 1 << 18;
  private static final String SERVICES = "META-INF/services/";

  /** For tools that build, and for editors; what runs does not read them. */
  private static final Pattern OF_TOOLS =
      Pattern.compile(
          "META-INF/(maven|native-image|versions|sbom|proguard|licenses?)/.*"
              + "|META-INF/(LICENSE|NOTICE|DEPENDENCIES|INDEX).*"
              + "|META-INF/.*metadata\\.(json|properties)");

  private static final Pattern OF_SITES =
      Pattern.compile(
          ".*\\.(jspx?|jspf|tagx?|tld|xml|xhtml|properties|ya?ml|groovy|factories|imports|conf)");
  private static final Pattern OF_LIBRARIES = Pattern.compile(".*\\.(xml|properties)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\w.$]+");

  /**
   * A file.
   *
   * @param name as a person knows it, with its jar
   * @param words with slashes for dots
   */
  record Text(String name, Set<String> words) {}

  /** Files that something always reads. */
  final List<Text> read = new ArrayList<>();

  /** Lists of services by the internal name of the service. */
  final Map<String, List<Text>> services = new HashMap<>();

  /** Libraries' files by their names without folders, for code that names them. */
  final Map<String, List<Text>> named = new HashMap<>();

  static boolean isText(String path, boolean isOwn) {
    String lower = path.toLowerCase(Locale.ROOT);
    return !OF_TOOLS.matcher(path).matches()
        && (path.startsWith("META-INF/")
            || (isOwn ? OF_SITES : OF_LIBRARIES).matcher(lower).matches());
  }

  /** Takes a file in; {@code path} without the folder of a web application's classes. */
  void add(String path, byte[] content, String jar, boolean isOwn) {
    if (content.length > LONGEST) {
      return;
    }
    Text text = new Text(path + " in " + jar, words(content));
    if (path.startsWith(SERVICES)) {
      String service = path.substring(SERVICES.length()).replace('.', '/');
      services.computeIfAbsent(service, _ -> new ArrayList<>()).add(text);
    } else if (isOwn || path.startsWith("META-INF/")) {
      read.add(text);
    } else {
      String last = path.substring(path.lastIndexOf('/') + 1);
      named.computeIfAbsent(last, _ -> new ArrayList<>()).add(text);
    }
  }

  /** A class that the manifest of a jar starts. */
  void start(String name, String jar) {
    read.add(new Text("META-INF/MANIFEST.MF in " + jar, Set.of(name.replace('.', '/'))));
  }

  private static Set<String> words(byte[] content) {
    Set<String> words = new HashSet<>();
    for (String word : BETWEEN_WORDS.split(new String(content, StandardCharsets.UTF_8), -1)) {
      if (!word.isEmpty()) {
        String name = word.replace('.', '/');
        words.add(name);
        if (name.indexOf('/') > 0) {
          words.add(name.substring(0, name.lastIndexOf('/'))); // a page names a class's method
        }
      }
    }
    return words;
  }
}
