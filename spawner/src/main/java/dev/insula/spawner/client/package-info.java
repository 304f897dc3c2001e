/** The front's side of the spawner's socket. Runs without privileges; knows the protocol only. */
@NullMarked
package dev.insula.spawner.client;

import org.jspecify.annotations.NullMarked;
