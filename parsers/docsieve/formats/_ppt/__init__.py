"""PowerPoint 97-2003 binary files ([MS-PPT])."""
