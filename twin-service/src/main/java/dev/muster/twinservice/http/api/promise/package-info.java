/** What is wanted of groups and their assets, and whether it has come about. */
@NullMarked
package dev.muster.twinservice.http.api.promise;

import org.jspecify.annotations.NullMarked;
