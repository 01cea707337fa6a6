using Nestor.Hooks.Commands;
using Nestor.Model.Logging;

namespace Nestor.Server.Control.Http;

/// <summary>What HTTP listeners answer with, the same for all of a server.</summary>
/// <param name="Command">The answer to the body of a POST; on any thread, several at once.</param>
/// <param name="Endpoints">The answers to GETs.</param>
internal sealed record HttpService(Func<byte[], Caller, Task<HttpAnswer>> Command, HttpEndpoints Endpoints)
{
    /// <summary>The logger <c>auth</c>: who was let in and who was not.</summary>
    public Logger Auth { get; init; } = Logger.Silent;
}
