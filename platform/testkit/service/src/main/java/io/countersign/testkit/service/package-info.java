/** What every service's tests share: the rules of the house, the contract of stored events, the service as it runs. */
@NullMarked
package io.countersign.testkit.service;

import org.jspecify.annotations.NullMarked;
