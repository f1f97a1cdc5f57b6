/** What {@code /asyncapi.json} says of Kafka's records, held against the records themselves. */
@NullMarked
package dev.muster.asyncapi;

import org.jspecify.annotations.NullMarked;
