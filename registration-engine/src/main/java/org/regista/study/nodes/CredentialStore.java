package org.regista.study.nodes;

import java.util.Optional;

/** Where passwords are kept; each under a key. */
public interface CredentialStore {

  Optional<String> get(String key);

  void put(String key, String secret);

  void remove(String key);

  /** What it is, for people: where to look for it. */
  String description();
}
