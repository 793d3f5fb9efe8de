package org.regista.study.network;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import java.util.Set;
import javax.crypto.interfaces.DHKey;
import org.jspecify.annotations.Nullable;

/** RSA and Diffie-Hellman from 2048 bits, curves from 224, no MD5 and SHA-1 (RFC 9325 4.5). */
final class StrongKeys implements AlgorithmConstraints {

  private static final int SHORTEST_RSA = 2048;
  private static final int SHORTEST_CURVE = 224;

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
    String name = algorithm.toUpperCase(Locale.ROOT).replace("-", "");
    boolean hash = name.matches(".*(MD2|MD5|SHA1)(WITH|$).*");
    return !hash && !name.contains("NULL") && !name.contains("RC4") && !name.contains("ANON");
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return switch (key) {
      case RSAKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA;
      case ECKey curve -> curve.getParams().getOrder().bitLength() >= SHORTEST_CURVE;
      case DHKey dh -> dh.getParams().getP().bitLength() >= SHORTEST_RSA;
      case DSAKey dsa -> false;
      default -> true;
    };
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives,
      String algorithm,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return permits(primitives, algorithm, parameters) && permits(primitives, key);
  }
}
