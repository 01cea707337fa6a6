namespace Conformance.Network;

/// <summary>A machine of the lab: a network namespace whose interfaces eth0, eth1, ... are plugged into segments.</summary>
internal sealed class Host(Lab lab, string name, string space)
{
    private readonly List<string> _ports = [];

    /// <summary>The name of its network namespace.</summary>
    public string Space => space;

    /// <summary>A folder of its own for configurations and state.</summary>
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(lab.Folder, name)).FullName;

    /// <summary>Plugs the next interface into a segment, with an address like 192.0.2.1/24 or none; gives its name.</summary>
    public string Plug(string segment, string? address = null)
    {
        string port = $"p{lab.NextPort()}";
        string device = $"eth{_ports.Count}";
        _ports.Add(port);
        Shell.Run("ip", "link", "add", port, "netns", lab.Switch, "type", "veth", "peer", "name", device, "netns", space);
        Shell.Run("ip", "-n", lab.Switch, "link", "set", port, "master", segment, "up");
        if (address is not null)
        {
            Shell.Run("ip", "-n", space, "addr", "add", address, "dev", device);
        }

        Shell.Run("ip", "-n", space, "link", "set", device, "up");
        return device;
    }

    /// <summary>Pulls the cable of eth0 and plugs it into another segment, as a laptop is carried elsewhere.</summary>
    public void MoveTo(string segment)
    {
        Shell.Run("ip", "-n", lab.Switch, "link", "set", _ports[0], "down");
        Shell.Run("ip", "-n", lab.Switch, "link", "set", _ports[0], "master", segment, "up");
        Ip("addr", "flush", "dev", "eth0", "scope", "global");
    }

    /// <summary>Runs ip in this machine.</summary>
    public string Ip(params string[] arguments) => Shell.Run("ip", ["-n", space, .. arguments]);

    /// <summary>The IPv4 address of eth0 without its mask; null when it has none.</summary>
    public string? Address()
    {
        string[] words = Ip("-4", "-o", "addr", "show", "dev", "eth0", "scope", "global").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.IndexOf(words, "inet");
        return at < 0 ? null : words[at + 1].Split('/')[0];
    }

    /// <summary>The IPv6 addresses of a scope (global, link) that an interface has, without their prefix lengths.</summary>
    public IReadOnlyList<string> Addresses6(string device = "eth0", string scope = "global") =>
        [.. Ip("-6", "-o", "addr", "show", "dev", device, "scope", scope)
            .Split("inet6 ")
            .Skip(1)
            .Select(rest => rest.Split('/')[0])];

    /// <summary>A kernel setting of this machine.</summary>
    public void Set(string setting) => Shell.Run("ip", "netns", "exec", space, "sysctl", "-q", "-w", setting);

    /// <summary>Starts a program in this machine; it ends with the lab at the latest.</summary>
    public RunningProgram Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        lab.Own(new RunningProgram("ip", ["netns", "exec", space, program, .. arguments], environment));

    /// <summary>Writes a file into its folder and gives the path; a script may be run.</summary>
    public string Write(string file, string text, bool isScript = false)
    {
        string path = Path.Combine(Folder, file);
        File.WriteAllText(path, text);
        if (isScript)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
