namespace Conformance.Network;

/// <summary>tcpdump on an interface, printing each DHCP message with its options.</summary>
internal static class Capture
{
    public static RunningProgram Start(Host host, string device)
    {
        Assert.SkipUnless(Shell.Find("tcpdump") is not null, "needs the package tcpdump");
        RunningProgram capture = host.Start("tcpdump", ["-l", "-n", "-vvv", "-i", device, "udp port 67 or udp port 68"]);
        capture.WaitFor("listening on", 10);
        return capture;
    }

    /// <summary>The messages seen so far, each with all of its lines.</summary>
    public static IReadOnlyList<string> Messages(RunningProgram capture)
    {
        List<string> messages = [];
        foreach (string line in capture.Text.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                messages.Add(line);
            }
            else if (messages.Count > 0)
            {
                messages[^1] += "\n" + line;
            }
        }

        return messages;
    }
}
