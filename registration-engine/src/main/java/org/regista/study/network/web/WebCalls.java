package org.regista.study.network.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.regista.error.InputDataException;
import org.regista.register.Cancellation;
import org.regista.study.network.association.PeerException;
import org.regista.study.network.association.Timeouts;

/**
 * Requests to one service, whose every wait ends. Redirections are not followed, since they would
 * carry the password to a place that nobody named.
 */
final class WebCalls implements AutoCloseable {

  private static final long LOOK_MS = 50;

  private final WebNode node;
  private final Timeouts timeouts;
  private final Cancellation cancellation;
  private final HttpClient client;

  WebCalls(WebNode node, Timeouts timeouts, Cancellation cancellation) {
    this.node = node;
    this.timeouts = timeouts;
    this.cancellation = cancellation;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeouts.connect())
            .followRedirects(HttpClient.Redirect.NEVER);
    node.tls().ifPresent(tls -> builder.sslContext(tls.context()).sslParameters(tls.parameters()));
    this.client = builder.build();
  }

  /** Reads an answer. */
  @FunctionalInterface
  interface Reading<T> {
    T read(HttpResponse<InputStream> response, InputStream body) throws IOException;
  }

  <T> T get(URI address, String accept, Reading<T> reading) {
    HttpRequest request = request(address, accept).GET().build();
    return call(request, new Progress(), reading);
  }

  /**
   * @param body opens what is sent, as a stream
   */
  <T> T post(
      URI address, String type, String accept, Supplier<InputStream> body, Reading<T> reading) {
    Progress progress = new Progress();
    HttpRequest request =
        request(address, accept)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofInputStream(() -> progress.watching(body.get())))
            .build();
    return call(request, progress, reading);
  }

  private HttpRequest.Builder request(URI address, String accept) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address).header("Accept", accept);
    node.login()
        .ifPresent(
            login -> {
              String pair = login.user() + ":" + new String(login.password());
              String code =
                  Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
              builder.header("Authorization", "Basic " + code);
            });
    return builder;
  }

  private <T> T call(HttpRequest request, Progress progress, Reading<T> reading) {
    try {
      HttpResponse<InputStream> response = response(request, progress);
      try (InputStream body =
          new WatchedStream(response.body(), timeouts.transfer(), cancellation::isRequested)) {
        return reading.read(response, body);
      }
    } catch (IOException e) {
      if (cancellation.isRequested()) {
        throw cancelled();
      }
      throw new InputDataException("%s: %s".formatted(node, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof PeerException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof javax.net.ssl.SSLException) {
      return "no safe connection by TLS (%s)".formatted(e.getMessage());
    }
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return "the connection failed or broke (%s)".formatted(detail);
  }

  private static CancellationException cancelled() {
    return new CancellationException("the transfer was cancelled; what had come in whole stays");
  }

  /** The head of the answer, if it comes in time after the last progress in sending. */
  private HttpResponse<InputStream> response(HttpRequest request, Progress progress)
      throws IOException {
    CompletableFuture<HttpResponse<InputStream>> future =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    Duration time = timeouts.response();
    try {
      while (true) {
        try {
          return future.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (cancellation.isRequested()) {
            throw cancelled();
          }
          if (progress.idle().compareTo(time) > 0) {
            throw new PeerException(
                "no answer and no progress within %.0f s".formatted(time.toMillis() / 1000.0), e);
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new PeerException("the request failed (%s)".formatted(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } finally {
      future.cancel(true);
    }
  }

  /** When something was last taken from what is sent. */
  private static final class Progress {

    private volatile long last = System.nanoTime();

    Duration idle() {
      return Duration.ofNanos(System.nanoTime() - last);
    }

    InputStream watching(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          last = System.nanoTime();
          return super.read(bytes, offset, length);
        }
      };
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
