using System.Globalization;

namespace Conformance.Network;

/// <summary>
/// A small network for one test: machines and the segments between them, all in network namespaces with names of
/// their own, so that many labs live side by side and nothing outside them is touched. Disposing takes all of it away.
/// </summary>
internal sealed class Lab : IDisposable
{
    private static int _count;

    private readonly string _id = $"nestor{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
    private readonly List<string> _spaces = [];
    private readonly List<RunningProgram> _programs = [];
    private int _ports;

    private Lab()
    {
        Folder = Directory.CreateTempSubdirectory("nestor-conformance-").FullName;
        Switch = AddSpace("switch");
    }

    /// <summary>A temporary folder that goes with the lab.</summary>
    public string Folder { get; }

    /// <summary>The namespace that holds the segments.</summary>
    public string Switch { get; }

    /// <summary>Opens a lab with one or more segments, or skips the test with the reason why it cannot be.</summary>
    public static Lab Open(params string[] segments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Shell.Find("ip") is not null, "needs the package iproute2");
        Lab lab = new();
        try
        {
            foreach (string segment in segments)
            {
                // No forward delay: a port carries frames at once.
                Shell.Run("ip", "-n", lab.Switch, "link", "add", segment, "type", "bridge", "stp_state", "0", "forward_delay", "0");
                Shell.Run("ip", "-n", lab.Switch, "link", "set", segment, "up");
            }

            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Adds a machine without any interface.</summary>
    public Host AddHost(string name) => new(this, name, AddSpace(name));

    public int NextPort() => ++_ports;

    public RunningProgram Own(RunningProgram program)
    {
        _programs.Add(program);
        return program;
    }

    public void Dispose()
    {
        // The last started first: clients before relays before the server.
        for (int i = _programs.Count - 1; i >= 0; i--)
        {
            _programs[i].Dispose();
        }

        foreach (string space in _spaces)
        {
            // Whatever a program left behind in a namespace of ours is ours.
            foreach (string word in Shell.Try("ip", "netns", "pids", space).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (int.TryParse(word, CultureInfo.InvariantCulture, out int process))
                {
                    Shell.Try("kill", "-9", process.ToString(CultureInfo.InvariantCulture));
                }
            }

            Shell.Try("ip", "netns", "del", space);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private string AddSpace(string name)
    {
        string space = $"{_id}-{name}";
        Shell.Run("ip", "netns", "add", space);
        _spaces.Add(space);
        Shell.Run("ip", "-n", space, "link", "set", "lo", "up");
        return space;
    }
}
