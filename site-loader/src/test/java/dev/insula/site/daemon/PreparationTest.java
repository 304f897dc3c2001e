package dev.insula.site.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member of a group runs before it starts. */
class PreparationTest {
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  @TempDir private Path folder = Path.of("");

  private static Preparation shell(String script) {
    return new Preparation(List.of("/bin/sh", "-c", script));
  }

  @Test
  void itRunsToItsEndAndPrintsIntoTheLog() throws IOException {
    var log = new ByteArrayOutputStream();
    Path made = folder.resolve("made");
    assertTrue(shell("echo begins >&2; echo content > " + made).run(log));
    assertEquals("content\n", Files.readString(made));
    assertEquals("begins\n", log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFailureIsToldAsTheCommandTellsIt() {
    Preparation telling = shell("echo 'failed message=it%20is%20broken trace='; exit 1");
    assertEquals(
        "it is broken", assertThrows(IOException.class, () -> telling.run(NOWHERE)).getMessage());
    assertEquals(
        "its preparation ended with 3",
        assertThrows(IOException.class, () -> shell("exit 3").run(NOWHERE)).getMessage());
  }

  /** A stop of the site must not wait for it. */
  @Test
  void itCanBeEndedWhileItRuns() throws Exception {
    Preparation endless = shell("echo begins >&2; sleep 600; true");
    try (var said = new PipedInputStream();
        var log = new PipedOutputStream(said)) {
      CompletableFuture<Boolean> outcome =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return endless.run(log);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> Thread.ofPlatform().daemon().start(task));
      assertEquals('b', said.read());
      endless.cancel();
      assertFalse(outcome.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void onceCancelledItDoesNothing() throws IOException {
    Path made = folder.resolve("made");
    Preparation preparation = shell("sleep 1; touch " + made);
    preparation.cancel();
    assertFalse(preparation.run(NOWHERE));
    assertFalse(Files.exists(made));
    var nothing = new Preparation(List.of());
    assertTrue(nothing.run(NOWHERE));
    nothing.cancel();
    assertFalse(nothing.run(NOWHERE));
  }

  @Test
  void anOrderSaysWhatThereIsToDoInTheRoom() {
    InRoom all = new InRoom(List.of("/bin/sh", "-c", "a=b\n%"), Optional.of(InRoom.Boot.SOCKET));
    assertEquals(all, InRoom.of(all.entries()));
    assertEquals(InRoom.NOTHING, InRoom.of(Map.of()));
  }
}
