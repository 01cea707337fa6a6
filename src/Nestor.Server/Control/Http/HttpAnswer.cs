using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Nestor.Json;

namespace Nestor.Server.Control.Http;

/// <summary>What is sent back for a request by HTTP.</summary>
/// <param name="Status">RFC 9110 section 15.</param>
/// <param name="Text">The body, in pieces when it is large; sent as UTF-8.</param>
internal sealed record HttpAnswer(int Status, string ContentType, StringBuilder Text)
{
    public const string Json = "application/json";

    /// <summary>Writes a body that is made while it is sent, in the place of the text; null for none.</summary>
    public Func<PipeWriter, CancellationToken, Task>? Body { get; init; }

    /// <summary>What the text says; null where there is no more than the text.</summary>
    public Element? Content { get; init; }

    /// <summary>No further request is read from this client: where its next one would begin is not known.</summary>
    public bool Closes { get; init; }

    /// <summary>The answer of a command.</summary>
    public static HttpAnswer Of(Element value)
    {
        var text = new StringBuilder();
        JsonWriter.Compact(value, text);
        return new HttpAnswer(200, Json, text) { Content = value };
    }

    /// <summary>A refusal that is HTTP's own: a map, not a list, with the status and its name.</summary>
    public static HttpAnswer Refusal(int status)
    {
        var map = Element.Map(
        [
            new("result", Element.Of(status), SourcePlace.None),
            new("text", Element.Of(ReasonPhrases.GetReasonPhrase(status)), SourcePlace.None),
        ]);
        return Of(map) with { Status = status };
    }
}
