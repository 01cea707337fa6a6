using CommandLines;
using ControlClient;
using Nestor.Server.Runtime;
using Nestor.Wire.Options;

namespace NestorStatus;

/// <summary>A server that is to be asked.</summary>
/// <param name="Named">As the operator knows it: its configuration file or its socket.</param>
/// <param name="Problem">Why its socket is not known; empty when it is.</param>
internal sealed record ServerToAsk(string Named, string Socket, string Problem)
{
    private static readonly string[] Usual = ["kea-dhcp4.conf", "kea-dhcp6.conf"];

    /// <summary>Those that the command line names, or else those whose configuration is in its usual place.</summary>
    public static IReadOnlyList<ServerToAsk> All(GivenFlags given)
    {
        List<ServerToAsk> all = [.. given.All("--socket").Select(s => new ServerToAsk(s, s, "")), .. given.All("-c").Select(c => Of(c, null))];
        return all.Count > 0 ? all : [.. Usual.Select(n => Path.Combine(Paths.Configuration, n)).Where(File.Exists).Select(c => Of(c, null))];
    }

    /// <summary>The one server that is meant.</summary>
    public static ServerToAsk One(GivenFlags given) => given.Value("--socket") is { } socket
        ? new ServerToAsk(socket, socket, "")
        : Of(
            given.Value("-c") ?? Path.Combine(Paths.Configuration, Usual[given.Has("-6") ? 1 : 0]),
            given.Has("-6") ? Universe.V6 : given.Has("-4") ? Universe.V4 : null);

    private static ServerToAsk Of(string file, Universe? family)
    {
        string socket = ConfiguredServer.Read(file, family, out string error)?.Socket(out error) ?? "";
        return new ServerToAsk(file, socket, error);
    }
}
