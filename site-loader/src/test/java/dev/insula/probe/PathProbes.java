package dev.insula.probe;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code java.nio.file} with relative paths; a step that meets another file fails. */
// Streams are closed where they are read.
@SuppressWarnings("StreamResourceLeak")
final class PathProbes {
  private static final Path HERE = Path.of("here.txt");
  private static final Path DIR = Path.of("dir");

  private final ProbeSet probes;
  private final String who;
  private final Path own;

  PathProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
    this.own = Path.of(who + ".txt");
  }

  void add() {
    paths();
    questions();
    reading();
    writing();
    making();
    attributes();
    trees();
    temporary();
    channels();
    fileSystems();
  }

  private void paths() {
    probes.different("absolute", () -> HERE.toAbsolutePath().toString());
    probes.different("real", () -> HERE.toRealPath().toString());
    probes.different("URI", () -> HERE.toUri().toString());
    probes.different("watch", () -> who + watched());
  }

  private static String watched() throws Exception {
    try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
      Watchable watchable = DIR;
      WatchEvent.Kind<?>[] kinds = {StandardWatchEventKinds.ENTRY_CREATE};
      return ""
          + DIR.register(watcher, kinds).isValid()
          + DIR.register(watcher, kinds, new WatchEvent.Modifier[0]).isValid()
          + watchable.register(watcher, kinds).isValid()
          + DIR.toRealPath();
    }
  }

  private void questions() {
    both("path exists", path -> "" + Files.exists(path));
    both("path does not exist", path -> "" + Files.notExists(path));
    both("path is file", path -> "" + Files.isRegularFile(path));
    both("path is readable", path -> "" + Files.isReadable(path));
    both("path is writable", path -> "" + Files.isWritable(path));
    probes.different(
        "path is executable",
        () ->
            Files.isExecutable(Path.of("run-alpha"))
                + ""
                + Files.isExecutable(Path.of("run-beta")));
    probes.different(
        "path is directory",
        () ->
            Files.isDirectory(Path.of("dir-alpha")) + "" + Files.isDirectory(Path.of("dir-beta")));
    probes.different(
        "path is link",
        () ->
            Files.isSymbolicLink(Path.of("link-alpha"))
                + ""
                + Files.isSymbolicLink(Path.of("link-beta")));
    fails("path is hidden", () -> "" + Files.isHidden(own) + Files.size(own));
    fails("same file", () -> "" + Files.isSameFile(own, own.toAbsolutePath()) + Files.size(own));
    fails("mismatch", () -> "" + Files.mismatch(HERE, Path.of("other.txt")));
    fails("size", () -> "" + Files.size(own));
    probes.same("content type", () -> "" + Files.probeContentType(HERE));
    fails("store", () -> "" + Files.getFileStore(HERE).name().isEmpty());
    fails("link", () -> "" + Files.readSymbolicLink(Path.of("link-" + who)));
  }

  private void both(String name, Question question) {
    probes.different(
        name, () -> question.ask(Path.of("alpha.txt")) + question.ask(Path.of("beta.txt")));
  }

  /** A probe of which the twin's answer is an exception. */
  private void fails(String name, Callable<String> read) {
    probes.different(name, () -> read.call() + who);
  }

  private void reading() {
    fails("text", () -> Files.readString(HERE) + Files.readString(HERE, StandardCharsets.UTF_8));
    fails("bytes", () -> new String(Files.readAllBytes(HERE), StandardCharsets.UTF_8));
    fails("all lines", () -> "" + Files.readAllLines(HERE));
    fails("all lines decoded", () -> "" + Files.readAllLines(HERE, StandardCharsets.UTF_8));
    fails("lines of stream", () -> joined(Files.lines(HERE)));
    fails("decoded lines of stream", () -> joined(Files.lines(HERE, StandardCharsets.UTF_8)));
    fails("reader", () -> Files.newBufferedReader(HERE).readLine());
    fails(
        "decoding reader", () -> Files.newBufferedReader(HERE, StandardCharsets.UTF_8).readLine());
    fails(
        "input stream",
        () -> {
          try (InputStream in = Files.newInputStream(HERE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
    fails(
        "copy out",
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          Files.copy(HERE, out);
          return out.toString(StandardCharsets.UTF_8);
        });
  }

  private static String joined(Stream<String> lines) {
    try (lines) {
      return lines.collect(Collectors.joining());
    }
  }

  private void writing() {
    written("write", file -> Files.write(file, who.getBytes(StandardCharsets.UTF_8)));
    written("write lines", file -> Files.write(file, List.of(who)));
    written("write encoded", file -> Files.write(file, List.of(who), StandardCharsets.UTF_8));
    written("write text", file -> Files.writeString(file, who));
    written("write encoded text", file -> Files.writeString(file, who, StandardCharsets.UTF_8));
    written("writer", file -> close(Files.newBufferedWriter(file)));
    written(
        "encoding writer", file -> close(Files.newBufferedWriter(file, StandardCharsets.UTF_8)));
    written(
        "output stream",
        file -> {
          try (OutputStream out = Files.newOutputStream(file)) {
            out.write(who.getBytes(StandardCharsets.UTF_8));
          }
        });
    written(
        "copy in",
        file -> {
          Files.deleteIfExists(file);
          Files.copy(new ByteArrayInputStream(who.getBytes(StandardCharsets.UTF_8)), file);
        });
  }

  private void close(BufferedWriter writer) throws Exception {
    try (writer) {
      writer.write(who);
    }
  }

  private void written(String name, Write write) {
    Path file = Path.of("written.txt");
    probes.apart(name, () -> write.to(file), () -> Files.readString(file));
  }

  private void making() {
    Path made = Path.of("made-path");
    Path other = Path.of("other-path");
    probes.different("create", () -> at(Files.createFile(made)));
    probes.different("create directory", () -> at(Files.createDirectory(made)));
    probes.different("create directories", () -> at(Files.createDirectories(made)));
    fails("create link", () -> at(Files.createLink(made, HERE)));
    probes.different("create symbolic link", () -> at(Files.createSymbolicLink(made, HERE)));
    fails("copy", () -> at(Files.copy(HERE, made)));
    fails(
        "move",
        () -> {
          Files.copy(HERE, other);
          return at(Files.move(other, made));
        });
  }

  private static String at(Path made) throws Exception {
    String where = made.toAbsolutePath() + " " + made;
    Files.delete(made);
    return where;
  }

  private void attributes() {
    fails("modified at", () -> "" + (Files.getLastModifiedTime(own).toMillis() > 0));
    fails("owner", () -> "" + (Files.getOwner(own).getName() != null));
    fails("permissions", () -> "" + Files.getPosixFilePermissions(own).isEmpty());
    fails("attribute", () -> "" + Files.getAttribute(own, "size"));
    fails("attributes by name", () -> "" + attributes(Files.readAttributes(own, "size")));
    fails("attributes", () -> "" + Files.readAttributes(own, BasicFileAttributes.class).size());
    fails(
        "attribute view",
        () ->
            ""
                + Files.getFileAttributeView(own, BasicFileAttributeView.class)
                    .readAttributes()
                    .size());
    FileTime time = FileTime.fromMillis(1000);
    fails("set attribute", () -> "" + Files.setAttribute(own, "lastModifiedTime", time));
    fails("set modified", () -> "" + Files.setLastModifiedTime(own, time));
    fails("set owner", () -> "" + Files.setOwner(own, Files.getOwner(own)));
    fails(
        "set permissions of path",
        () -> "" + Files.setPosixFilePermissions(own, Files.getPosixFilePermissions(own)));
  }

  private static Map<String, Object> attributes(Map<String, Object> read) {
    return read;
  }

  private void trees() {
    fails("list of paths", () -> sorted(Files.list(DIR)));
    fails("walk", () -> sorted(Files.walk(DIR)));
    fails("walk to depth", () -> sorted(Files.walk(DIR, 1)));
    fails("find", () -> sorted(Files.find(DIR, 2, (path, _) -> path.startsWith(DIR))));
    fails("directory", () -> sorted(Files.newDirectoryStream(DIR)));
    fails("directory by pattern", () -> sorted(Files.newDirectoryStream(DIR, "*.txt")));
    fails(
        "directory by filter",
        () -> sorted(Files.newDirectoryStream(DIR, path -> path.startsWith(DIR))));
    fails(
        "visit",
        () -> {
          Visited visited = new Visited();
          Files.walkFileTree(DIR, visited);
          Files.walkFileTree(DIR, Set.of(), 1, visited);
          return visited.paths.toString();
        });
  }

  private static String sorted(Stream<Path> paths) {
    try (paths) {
      return paths.map(Path::toString).sorted().collect(Collectors.joining(","));
    }
  }

  private static String sorted(DirectoryStream<Path> paths) throws Exception {
    try (paths) {
      Set<String> names = new TreeSet<>();
      paths.forEach(path -> names.add(path.toString()));
      return names.toString();
    }
  }

  private void temporary() {
    probes.different("temporary path", () -> in(Files.createTempFile("temp", null)));
    probes.different("temporary directory", () -> in(Files.createTempDirectory("temp")));
    fails("temporary path in directory", () -> in(Files.createTempFile(DIR, "temp", null)));
    fails("temporary directory in directory", () -> in(Files.createTempDirectory(DIR, "temp")));
  }

  private static String in(Path made) throws Exception {
    Files.delete(made);
    return (made + "" + made.toAbsolutePath()).replaceAll("[0-9]{5,}", "#");
  }

  private void channels() {
    Set<StandardOpenOption> read = Set.of(StandardOpenOption.READ);
    fails("byte channel", () -> text(Files.newByteChannel(HERE)));
    fails("byte channel of set", () -> text(Files.newByteChannel(HERE, read)));
    fails("file channel", () -> text(FileChannel.open(HERE, StandardOpenOption.READ)));
    fails("file channel of set", () -> text(FileChannel.open(HERE, read)));
    fails("asynchronous channel", () -> size(AsynchronousFileChannel.open(own)));
    fails("asynchronous channel of set", () -> size(AsynchronousFileChannel.open(own, read, null)));
  }

  private static String text(SeekableByteChannel channel) throws Exception {
    try (channel) {
      ByteBuffer buffer = ByteBuffer.allocate(100);
      channel.read(buffer);
      return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
  }

  private static String size(AsynchronousFileChannel channel) throws Exception {
    try (channel) {
      return "" + channel.size();
    }
  }

  private void fileSystems() {
    Path zip = Path.of("here.zip");
    ClassLoader loader = null;
    fails("file system", () -> text(FileSystems.newFileSystem(zip)));
    fails("file system with loader", () -> text(FileSystems.newFileSystem(zip, loader)));
    fails("file system with settings", () -> text(FileSystems.newFileSystem(zip, Map.of())));
    fails("file system with both", () -> text(FileSystems.newFileSystem(zip, Map.of(), loader)));
  }

  private static String text(FileSystem zip) throws Exception {
    try (zip) {
      return Files.readString(zip.getPath("entry.txt"));
    }
  }

  private interface Question {
    String ask(Path path) throws Exception;
  }

  private interface Write {
    void to(Path file) throws Exception;
  }

  private static final class Visited extends SimpleFileVisitor<Path> {
    final List<Path> paths = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      paths.add(file);
      return FileVisitResult.CONTINUE;
    }
  }
}
