package dev.insula.war;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.jasper.compiler.JDTCompiler;
import org.apache.jasper.compiler.SmapStratum;

/**
 * Compiles JSP and tag files and patches what came out, which another loader of Tomcat's reads.
 * Made by Jasper, by its name.
 */
public final class PageCompiler extends JDTCompiler {
  private static final String SUFFIX = ".class";

  /** For Jasper. */
  public PageCompiler() {}

  @Override
  protected void generateClass(Map<String, SmapStratum> smaps) throws Exception {
    super.generateClass(smaps);
    if (ctxt.getServletContext().getAttribute(ClassPatch.ATTRIBUTE) instanceof ClassPatch patch) {
      Path page = Path.of(ctxt.getClassFileName());
      String name = page.getFileName().toString();
      String stem = name.substring(0, name.length() - SUFFIX.length());
      patchAll(page.resolveSibling(""), stem, patch);
    }
  }

  private static void patchAll(Path folder, String stem, ClassPatch patch) {
    DirectoryStream.Filter<Path> ofPage =
        file -> {
          String name = file.getFileName().toString();
          return name.equals(stem + SUFFIX)
              || (name.startsWith(stem + "$") && name.endsWith(SUFFIX));
        };
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ofPage)) {
      for (Path file : files) {
        Files.write(file, patch.apply(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
