/**
 * What devices are told and what they answer: the arguments of commands, how they are checked, and the wire contract of the
 * topics {@code commands} and {@code command-acks}.
 */
@NullMarked
package dev.muster.assetmodel.control;

import org.jspecify.annotations.NullMarked;
