/**
 * JSON text, for the control API and for the plans of Python daemons; knows Jackson's core only.
 */
@NullMarked
package dev.insula.host.json;

import org.jspecify.annotations.NullMarked;
