package dev.insula.bench.sites;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A site of five classes that reads its settings, compiled at the start. */
final class TinySite {
  static final String APPLICATION = "tiny.Tiny";

  private static final String SOURCE =
      """
      package tiny;
      import com.sun.net.httpserver.HttpExchange;
      import com.sun.net.httpserver.HttpHandler;
      import java.io.IOException;
      public class Tiny implements HttpHandler {
        private final Settings settings = new Settings(System.getProperty("settings.module"));
        private final Page page = new Page(settings, Greeting.of(System.getenv("GREETING")));
        @Override public void handle(HttpExchange exchange) throws IOException {
          byte[] text = page.text().getBytes();
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        }
      }
      record Settings(String module) {}
      record Page(Settings settings, Greeting greeting) {
        String text() { return greeting + " from " + settings.module(); }
      }
      enum Greeting {
        HELLO, HALLO;
        static Greeting of(String name) { return name == null ? HELLO : valueOf(name); }
      }
      interface Marked {}
      """;

  private TinySite() {}

  /** Compiles the site to a class folder below the given one. */
  static Path compile(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    JavaFileObject unit =
        new SimpleJavaFileObject(
            URI.create("string:///tiny/Tiny.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return SOURCE;
          }
        };
    List<String> options = List.of("-d", classes.toString(), "-proc:none");
    if (!compiler.getTask(problems, null, null, options, null, List.of(unit)).call()) {
      throw new IOException(problems.toString());
    }
    return classes;
  }
}
