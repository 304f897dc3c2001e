package org.xnio.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

class UdsSelfTestTest {
  @TempDir Path directory;
  private XnioWorker worker;

  @BeforeEach
  void startWorker() throws Exception {
    worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
  }

  @AfterEach
  void stopWorker() {
    worker.shutdownNow();
  }

  @Test
  void itPassesWithThePinnedVersionsAndLeavesNothingBehind() throws Exception {
    UdsSelfTest.run(worker, directory);
    try (var left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void itSaysWhatToDoWhenItFails() {
    Path missing = directory.resolve("missing");
    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> UdsSelfTest.run(worker, missing));
    assertTrue(failed.toString().contains(missing.toString()), failed.toString());
    assertTrue(failed.toString().contains("XNIO 3.8.17"), failed.toString());
  }
}
