/** What can be asked below {@code /v1}: model, twins, history, aggregates and samples, each as the JSON that it travels as. */
@NullMarked
package dev.muster.twinservice.http.api;

import org.jspecify.annotations.NullMarked;
