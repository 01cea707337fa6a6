using Nestor.Hooks.Commands;
using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>A request for something else than a command.</summary>
/// <param name="Path">Without what follows a question mark.</param>
/// <param name="Query">What follows the question mark; empty for nothing.</param>
/// <param name="Accept">The kinds of answer the client takes (RFC 9110 section 12.5.1); empty when it did not say.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Socket">The entry of <c>control-sockets</c> it came by.</param>
internal sealed record HttpQuestion(string Path, string Query, string Accept, Caller Caller, HttpSocketSettings Socket);

/// <summary>Answers a GET, on any thread and several at once; null where the listener does not offer the place.</summary>
internal delegate ValueTask<HttpAnswer?> HttpEndpoint(HttpQuestion question);

/// <summary>
/// What listeners answer beside commands, by path: each feature adds its own line while the server is set up. A GET of
/// any other path is refused, as with Kea.
/// </summary>
internal sealed class HttpEndpoints
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);

    /// <summary>A place that is answered like commands: where there is authentication, to those who have it.</summary>
    /// <param name="path">Such as /metrics.</param>
    public void Add(string path, HttpEndpoint answer) => _rows.Add(path, new Row(answer, IsOpen: false));

    /// <summary>A place that is answered without a password: it must tell nothing that is not for everybody.</summary>
    public void AddOpen(string path, HttpEndpoint answer) => _rows.Add(path, new Row(answer, IsOpen: true));

    /// <summary>Null when there is no such place.</summary>
    public Row? Find(string path) => _rows.GetValueOrDefault(path);

    /// <summary>One place.</summary>
    public sealed record Row(HttpEndpoint Answer, bool IsOpen);
}
