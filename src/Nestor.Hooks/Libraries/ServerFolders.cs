namespace Nestor.Hooks.Libraries;

/// <summary>Where a server keeps what libraries work with: Kea's folders below its prefix, or what its variables say.</summary>
/// <param name="Data">Leases and the like: KEA_DHCP_DATA_DIR.</param>
/// <param name="Scripts">Scripts that it runs: KEA_HOOK_SCRIPTS_PATH.</param>
/// <param name="LegalLog">Forensic logs: KEA_LEGAL_LOG_DIR.</param>
public sealed record ServerFolders(string Data, string Scripts, string LegalLog)
{
    /// <summary>Those of a Debian package.</summary>
    public static readonly ServerFolders Usual = new("/var/lib/kea", "/usr/share/kea/scripts", "/var/log/kea");
}
