using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Json;

namespace StandardLibraries.External;

/// <summary>
/// libnestor_external: programs in any language take part at hook points, by a line of JSON each way (docs/hook-protocol.md). They
/// watch, or decide about queries that wait for them; one that dies or hangs costs a deadline and never the server.
/// </summary>
public sealed partial class Library : IHookLibrary
{
    private readonly Message _message = new();
    private IReadOnlyList<ProgramSettings> _programs = [];
    private Peer[] _peers = [];
    private IHookServer _server = null!;
    private IReadOnlyCollection<string> _points = [];
    private string _family = "";
    private long _events;

    public void Load(LibrarySetup setup)
    {
        _programs = ProgramSettings.Read(setup);
        _family = setup.Points4 is not null ? "dhcp4" : "dhcp6";
        _points = setup.Points4 is { } four ? Take(setup, four) : Take(setup, setup.Points6!);
        setup.AddCommand("external-hooks-get", _ => CommandResult.Success(
            Element.Map([new Member("programs", Element.List(_peers.Select(p => p.Show())), SourcePlace.None)])));
    }

    public void Start(IHookServer server)
    {
        _server = server;
        _peers = [.. _programs.Select(p => new Peer(p, _family, _points, server.Clock, server.Log(ExternalLog.Logger)))];
    }

    public void Dispose()
    {
        Array.ForEach(_peers, peer => peer.Dispose());
        _message.Dispose();
    }

    /// <summary>Those that watch hear of it once it is durable.</summary>
    private void Watch(string point, Func<Message, Message> fill)
    {
        byte[]? line = null;
        foreach (var peer in _peers)
        {
            if (peer.Watches(point))
            {
                line ??= fill(_message.Begin(point, ++_events, isDeciding: false)).End();
                Tell(peer, line);
            }
        }
    }

    private void Tell(Peer peer, byte[] line) => _server.WhenCommitted(isDurable =>
    {
        if (isDurable)
        {
            peer.Tell(line);
        }
    });

    /// <summary>
    /// Those that decide are asked all at once, and the query waits for them; what each says is done on the loop's thread
    /// before it goes on.
    /// </summary>
    private void Decide(string point, HookCall call, Func<Message, Message> fill, Action<Verdict> apply)
    {
        Watch(point, fill);
        foreach (var peer in _peers)
        {
            if (!peer.Decides(point))
            {
                continue;
            }

            if (!peer.IsWell)
            {
                if (peer.Without.Next == NextStep.Drop)
                {
                    call.Next = NextStep.Drop;
                    return;
                }

                continue;
            }

            var parked = call.Park();
            long number = ++_events;
            peer.Ask(number, fill(_message.Begin(point, number, isDeciding: true)).End(), verdict => _server.Post(() =>
            {
                if (verdict.Next == NextStep.Drop)
                {
                    parked.Drop();
                    return;
                }

                apply(verdict);
                parked.Resume();
            }));
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
