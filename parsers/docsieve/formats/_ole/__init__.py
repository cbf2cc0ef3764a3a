"""OLE2 compound files ([MS-CFB]): the container of Office 97-2003 documents and of Outlook messages."""
