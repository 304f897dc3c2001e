package dev.insula.site;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes of test sites, compiled when the test runs so that they are in no loader of the host. */
public final class CompiledClasses {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|record) (\\w+)");

  private CompiledClasses() {}

  /** Compiles the sources, one top-level class each, to a new class folder. */
  public static Path of(String... sources) throws IOException {
    Path folder = Files.createTempDirectory("site-classes");
    to(folder, System.getProperty("java.class.path"), sources);
    return folder;
  }

  /** Compiles the sources to an existing folder against a class path. */
  public static void to(Path folder, String classPath, String... sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of(
            "-d", folder.toString(), "-cp", classPath, "-proc:none", "-nowarn", "-XDsuppressNotes");
    List<JavaFileObject> units = Arrays.stream(sources).<JavaFileObject>map(Source::new).toList();
    if (!compiler.getTask(problems, null, null, options, null, units).call()) {
      throw new IOException(problems.toString());
    }
  }

  private static String pathOf(String source) {
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new IllegalArgumentException("No class in " + source);
    }
    Matcher name = PACKAGE.matcher(source);
    String folder = name.find() ? name.group(1).replace('.', '/') + "/" : "";
    return folder + type.group(1) + ".java";
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + pathOf(text)), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
