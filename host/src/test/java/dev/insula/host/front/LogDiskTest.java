package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk is played by /dev/full, which fails every write with ENOSPC. */
class LogDiskTest {
  @TempDir Path folder;

  private final LogDisk disk = new LogDisk();

  private static ByteBuffer line() {
    return ByteBuffer.wrap("a line\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aFullDiskDropsLinesAndCountsThem() throws IOException {
    Path log = Files.createSymbolicLink(folder.resolve("log"), Path.of("/dev/full"));
    assertThrows(IOException.class, () -> Files.writeString(log, "x"));
    disk.append(log, line());
    disk.append(log, line());
    assertEquals(14, disk.lost(log));
  }

  @Test
  void writingGoesOnByItselfWhenThereIsRoomAgain() throws IOException {
    Path log = Files.createSymbolicLink(folder.resolve("log"), Path.of("/dev/full"));
    disk.append(log, line());
    Files.delete(log);
    disk.append(log, line());
    assertEquals("a line\n", Files.readString(log));
    assertEquals(0, disk.lost(log));
  }

  @Test
  void oneFullDiskDoesNotTouchAnotherLog() throws IOException {
    Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
    Path other = folder.resolve("other");
    disk.append(full, line());
    disk.append(other, line());
    assertEquals("a line\n", Files.readString(other));
  }
}
