package dev.insula.probe;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code java.io.File} with relative names. */
final class FileProbes {
  private final ProbeSet probes;
  private final String who;

  FileProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    names();
    questions();
    listings();
    permissions();
    changes();
    temporary();
  }

  private void names() {
    File file = new File("here.txt");
    probes.different("absolute path", file::getAbsolutePath);
    probes.different("absolute path of nothing", () -> new File("").getAbsolutePath());
    probes.different("absolute file", () -> file.getAbsoluteFile().getPath());
    probes.different("canonical path", () -> file.getCanonicalPath());
    probes.different("canonical file", () -> file.getCanonicalFile().getPath());
    probes.different("file's URI", () -> file.toURI().toString());
    probes.different("file's URL", () -> url(file));
  }

  // Libraries still use what is deprecated here.
  @SuppressWarnings("deprecation")
  private static String url(File file) throws Exception {
    return file.toURL().toString();
  }

  private void questions() {
    File alpha = new File("alpha.txt");
    File beta = new File("beta.txt");
    probes.different("exists", () -> alpha.exists() + "" + beta.exists());
    probes.different("is file", () -> alpha.isFile() + "" + beta.isFile());
    probes.different("is readable", () -> alpha.canRead() + "" + beta.canRead());
    probes.different("is writable", () -> alpha.canWrite() + "" + beta.canWrite());
    probes.different("is executable", () -> run("alpha") + "" + run("beta"));
    probes.different("is directory", () -> isDirectory("alpha") + "" + isDirectory("beta"));
    probes.same("is hidden", () -> "" + new File(".hidden").isHidden());
    probes.different("length", () -> alpha.length() + "/" + beta.length());
    probes.different("modified", () -> (alpha.lastModified() > 0) + "" + (beta.lastModified() > 0));
    File directory = new File("dir-" + who);
    probes.same("space", () -> "" + (directory.getTotalSpace() >= directory.getFreeSpace()));
    probes.same("usable space", () -> "" + (directory.getUsableSpace() >= 0));
  }

  private static boolean run(String name) {
    return new File("run-" + name).canExecute();
  }

  private static boolean isDirectory(String name) {
    return new File("dir-" + name).isDirectory();
  }

  private void listings() {
    File directory = new File("dir");
    probes.different("list", () -> Arrays.toString(directory.list()));
    probes.different(
        "list by name", () -> Arrays.toString(directory.list((d, n) -> d.equals(directory))));
    probes.different("files", () -> Arrays.toString(directory.listFiles()));
    probes.different(
        "files by name", () -> Arrays.toString(directory.listFiles((d, n) -> d.equals(directory))));
    probes.different("files by filter", () -> Arrays.toString(directory.listFiles(File::exists)));
  }

  private void permissions() {
    File mine = new File("mine");
    probes.different(
        "set permissions",
        () -> Files.writeString(Path.of("mine"), who),
        () ->
            Path.of("mine").toRealPath()
                + ""
                + mine.setReadable(true)
                + mine.setReadable(true, true)
                + mine.setWritable(true)
                + mine.setWritable(true, true)
                + mine.setExecutable(true)
                + mine.setExecutable(true, true)
                + mine.setLastModified(1000)
                + mine.setReadOnly());
  }

  private void changes() {
    probes.different(
        "make and delete",
        () -> {
          File made = new File("made");
          boolean done = made.createNewFile();
          String where = Path.of("made").toRealPath().toString();
          return done + where + made.delete();
        });
    probes.different(
        "make directories",
        () -> {
          boolean done = new File("new").mkdir() && new File("new/er/est").mkdirs();
          String where = Path.of("new/er/est").toRealPath().toString();
          boolean gone =
              new File("new/er/est").delete()
                  && new File("new/er").delete()
                  && new File("new").delete();
          return done + where + gone;
        });
    probes.different(
        "rename",
        () -> {
          boolean made = new File("old").createNewFile();
          boolean renamed = new File("old").renameTo(new File("renamed"));
          String where = Path.of("renamed").toRealPath().toString();
          return made + "" + renamed + where + new File("renamed").delete();
        });
  }

  private void temporary() {
    probes.different("temporary file", () -> parentOf(File.createTempFile("temp", null)));
    probes.different(
        "temporary file in nothing", () -> parentOf(File.createTempFile("temp", null, null)));
    probes.different(
        "temporary file in directory",
        () ->
            parentOf(File.createTempFile("temp", null, new File("dir-" + who)).getAbsoluteFile()));
  }

  private static String parentOf(File temporary) {
    temporary.deleteOnExit();
    return temporary.getParent();
  }
}
