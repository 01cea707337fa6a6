namespace SideBySide.Servers;

/// <summary>What the two servers call things.</summary>
/// <param name="Program">Also the stem of the configuration file and the logger's name.</param>
/// <param name="Element">The configuration's member.</param>
/// <param name="LeaseFile">In the data folder.</param>
/// <param name="Variable">Names another subject.</param>
/// <param name="Package">Debian's package of the reference.</param>
internal sealed record Family(string Program, string Element, string LeaseFile, string Variable, string Package)
{
    public static readonly Family V4 = new("kea-dhcp4", "Dhcp4", "kea-leases4.csv", "NESTOR_SUBJECT_CMD", "kea-dhcp4-server");
    public static readonly Family V6 = new("kea-dhcp6", "Dhcp6", "kea-leases6.csv", "NESTOR_SUBJECT_CMD6", "kea-dhcp6-server");

    public string ReferencePath => "/usr/sbin/" + Program;

    /// <summary>What the packet counters begin with.</summary>
    public string Counters => Element == "Dhcp4" ? "pkt4-" : "pkt6-";
}
