/**
 * JSON text, written for the control API and for the plans of Python daemons, read from other
 * servers' configurations; knows Jackson's core only.
 */
@NullMarked
package dev.insula.host.json;

import org.jspecify.annotations.NullMarked;
