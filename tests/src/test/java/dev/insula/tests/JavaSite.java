package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java sources compiled for a test into a class folder that a manifest can name. */
final class JavaSite {
  private JavaSite() {}

  /** Compiles one class in the package {@code site}; returns the class folder. */
  static Path compile(Path folder, String className, String source) throws IOException {
    return compile(folder, className, source, "");
  }

  /** The same against these jars. */
  static Path compile(Path folder, String className, String source, String classPath)
      throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src/site"));
    Path file = sources.resolve(className + ".java");
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  new PrintWriter(messages),
                  files,
                  null,
                  List.of("-proc:none", "-cp", classPath, "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertEquals(true, compiled, messages::toString);
    }
    return classes;
  }
}
