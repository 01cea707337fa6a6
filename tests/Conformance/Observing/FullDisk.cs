using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Observing;

/// <summary>A server whose leases are on a small disk of its own, which a test can fill.</summary>
internal sealed class FullDisk : IDisposable
{
    private const int Size = 256 * 1024;

    private readonly RunningProgram _program;

    /// <param name="configure">Writes the configuration; is given a folder on the disk.</param>
    public FullDisk(int family, Action<Daemon, string> configure)
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess && Shell.Find("unshare") is not null, "needs root for a small disk");
        Daemon = new Daemon(family);
        Folder = Daemon.In("disk");
        Directory.CreateDirectory(Folder);
        configure(Daemon, Folder);
        File.WriteAllText(Daemon.Config, File.ReadAllText(Daemon.Config).Replace(Daemon.LeaseFile, $"{Folder}/leases.csv", StringComparison.Ordinal));
        _program = Daemon.Script($"exec unshare -m bash -c \"mount -t tmpfs -o size={Size} none {Folder} || exit 9; exec $KEA\"");
        _program.WaitFor($"DHCP{family}_STARTED", 30);
    }

    public Daemon Daemon { get; }

    /// <summary>Where the disk is for the server.</summary>
    public string Folder { get; }

    /// <summary>Where it is for others.</summary>
    public string Outside => $"/proc/{Daemon.Text(_program.Id)}/root{Folder}";

    public void Fill()
    {
        using FileStream file = File.Create($"{Outside}/ballast");
        byte[] page = new byte[4096];
        try
        {
            for (int i = 0; i <= Size / page.Length; i++)
            {
                file.Write(page);
                file.Flush();
            }

            Assert.Fail("the disk does not become full");
        }
        catch (IOException)
        {
            // As it should be. What the last pages of other files still have room for is written by the test.
        }
    }

    public void Empty() => File.Delete($"{Outside}/ballast");

    public void Dispose() => Daemon.Dispose();
}
