package dev.insula.site.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadBuffersTest {
  private final ThreadBuffers pool = new ThreadBuffers(64);

  @Test
  void aBufferThatWasGivenBackIsTakenAgainAndEmpty() {
    PooledByteBuffer first = pool.allocate();
    ByteBuffer buffer = first.getBuffer();
    buffer.putLong(1).flip();
    first.close();
    PooledByteBuffer second = pool.allocate();
    assertSame(buffer, second.getBuffer());
    assertEquals(0, second.getBuffer().position());
    assertEquals(64, second.getBuffer().remaining());
  }

  @Test
  void givingBackTwiceGivesOneBufferToOneOnly() {
    PooledByteBuffer first = pool.allocate();
    PooledByteBuffer second = pool.allocate();
    first.close();
    first.close();
    assertFalse(first.isOpen());
    assertTrue(second.isOpen());
    assertNotSame(pool.allocate().getBuffer(), pool.allocate().getBuffer());
  }

  @Test
  void aBufferThatWasGivenBackIsOutOfReach() {
    PooledByteBuffer buffer = pool.allocate();
    buffer.close();
    assertThrows(IllegalStateException.class, buffer::getBuffer);
  }

  @Test
  void buffersThatAreInUseAreAllDifferentHoweverManyWereGivenBack() {
    List<PooledByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < 50; i++) {
        PooledByteBuffer one = pool.allocate();
        taken.add(one);
        different.add(one.getBuffer());
      }
      assertEquals(50, different.size());
      taken.forEach(PooledByteBuffer::close);
      taken.clear();
    }
  }

  @Test
  void aThreadThatOnlyGivesBackDoesNotTakeWhatOthersNeed() throws InterruptedException {
    PooledByteBuffer taken = pool.allocate();
    ByteBuffer buffer = taken.getBuffer();
    Thread.ofPlatform().start(taken::close).join();
    assertFalse(taken.isOpen());
    assertNotSame(buffer, pool.allocate().getBuffer());
  }

  @Test
  void whoAsksForAnArrayGetsOne() {
    try (PooledByteBuffer buffer = pool.getArrayBackedPool().allocate()) {
      assertTrue(buffer.getBuffer().hasArray());
      assertEquals(64, buffer.getBuffer().capacity());
    }
    assertTrue(pool.allocate().getBuffer().isDirect());
  }
}
