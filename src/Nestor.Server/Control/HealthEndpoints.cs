using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Control;

/// <summary>
/// Whether the server lives (its loop answers) and whether it is ready (clients are served), for who starts and stops
/// servers and sends them traffic.
/// </summary>
internal sealed class HealthEndpoints(CommandQueue queue, ICommandedServer server)
{
    /// <summary>How long the loop may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task<CommandResult>? _asked;

    public static void Register(HttpEndpoints endpoints, CommandQueue queue, ICommandedServer server)
    {
        var health = new HealthEndpoints(queue, server);
        endpoints.Add("/health/live", question => health.Answer(question, isReady: false));
        endpoints.Add("/health/ready", question => health.Answer(question, isReady: true));
    }

    private async ValueTask<HttpAnswer?> Answer(HttpQuestion question, bool isReady)
    {
        if (!question.Socket.Offers.HasFlag(HttpOffers.Health))
        {
            return null;
        }

        IReadOnlyList<string> problems;
        try
        {
            var result = await Ask().WaitAsync(Patience);
            problems = !isReady && result.Code == ResultCode.Success ? []
                : result.Arguments is { } reasons ? [.. reasons.Items.Select(r => r.Text)] : [result.Text ?? ""];
        }
        catch (TimeoutException)
        {
            problems = [$"the loop did not answer in {Patience.TotalSeconds:0} seconds"];
        }

        var members = new List<Member> { new("status", Element.Of(problems.Count == 0 ? "ok" : "failing"), SourcePlace.None) };
        if (problems.Count > 0)
        {
            members.Add(new Member("reasons", Element.List(problems.Select(p => Element.Of(p))), SourcePlace.None));
        }

        var text = new StringBuilder();
        JsonWriter.Compact(Element.Map(members), text);
        return new HttpAnswer(problems.Count == 0 ? 200 : 503, HttpAnswer.Json, text.Append('\n'));
    }

    /// <summary>All who ask while the loop has not answered wait for the same answer, so that none of it grows.</summary>
    private Task<CommandResult> Ask()
    {
        var asked = Volatile.Read(ref _asked);
        if (asked is null or { IsCompleted: true })
        {
            asked = queue.AskLoop(_ => CommandResult.Success(Element.List(server.NotReady.Select(r => Element.Of(r)))));
            Volatile.Write(ref _asked, asked);
        }

        return asked;
    }
}
